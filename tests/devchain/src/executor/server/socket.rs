//! JSON-RPC over a Unix socket: requests one after the other, not even separated by newlines.

use std::{fs, io, path::Path, sync::Arc};

use jsonrpsee::RpcModule;
use serde_json::value::RawValue;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};

use crate::executor::run::Executor;

/// Listens at `path`, replacing a socket left behind there.
pub(super) fn listen(path: &Path, module: RpcModule<Arc<Executor>>) -> io::Result<()> {
    if path.exists() {
        fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let module = module.clone();
            tokio::spawn(async move {
                if let Err(error) = converse(stream, &module).await {
                    tracing::debug!("a client went away: {error}");
                }
            });
        }
    });
    Ok(())
}

async fn converse(mut stream: UnixStream, module: &RpcModule<Arc<Executor>>) -> io::Result<()> {
    let mut buffer = Vec::new();
    while stream.read_buf(&mut buffer).await? > 0 {
        let (requests, used) = complete(&buffer);
        buffer.drain(..used);
        for request in requests {
            let reply = match module.raw_json_request(request.get(), 1).await {
                Ok((reply, _)) => reply,
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            };
            stream.write_all(reply.get().as_bytes()).await?;
        }
    }
    Ok(())
}

/// The requests that have arrived whole, and how many bytes they take.
fn complete(buffer: &[u8]) -> (Vec<Box<RawValue>>, usize) {
    let mut stream = serde_json::Deserializer::from_slice(buffer).into_iter::<Box<RawValue>>();
    let mut requests = Vec::new();
    let mut used = 0;
    while let Some(Ok(request)) = stream.next() {
        used = stream.byte_offset();
        requests.push(request);
    }
    (requests, used)
}
