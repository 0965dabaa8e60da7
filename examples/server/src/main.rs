//! Listens, and does the work that comes in.

use std::error::Error;
use std::process::ExitCode;

use server_example::{Settings, server};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let address = std::env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned());
    let (router, mut work) = server(Settings::from_env()?);
    let listener = TcpListener::bind(&address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let worker = tokio::spawn(async move {
        while let Some(work) = work.recv().await {
            println!("{work}");
        }
    });
    axum::serve(listener, router)
        .with_graceful_shutdown(async { tokio::signal::ctrl_c().await.unwrap_or_default() })
        .await?;
    // The work ends with the server: what has been accepted is done first.
    worker.await?;
    Ok(())
}
