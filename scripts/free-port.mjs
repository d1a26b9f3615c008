import { createServer } from "node:net";

const hosts = ["127.0.0.1", "0.0.0.0", "::"];

/** A port nobody listens on: the first from `from` upwards, or any the system gives where `from` is 0. */
export async function freePort(from = 0) {
  if (from === 0) return anyPort();
  for (let port = from; port < Math.min(from + 200, 65536); port += 1) {
    if (await isFree(port)) return port;
  }
  return anyPort();
}

async function isFree(port) {
  for (const host of hosts) {
    const outcome = await listenOnce(port, host);
    if (outcome.code === "EADDRINUSE" || outcome.code === "EACCES") return false;
  }
  return true;
}

async function anyPort() {
  const outcome = await listenOnce(0, "127.0.0.1");
  if (outcome.port === undefined) throw new Error(`no free port on 127.0.0.1 (${outcome.code})`);
  return outcome.port;
}

function listenOnce(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve({ code: error.code }));
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address().port;
      server.close(() => resolve({ port: bound }));
    });
  });
}
