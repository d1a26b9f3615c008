import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type PostgresAddress, postgresAddress, withReadOnlyPostgres } from "@/lib/read-only-postgres";

const servers: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
});

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
const int32 = (value: number) => Buffer.from([0, 0, 0, value]);
const signedIn = Buffer.concat([message("R", int32(0)), message("Z", Buffer.from("I"))]);
const wantsPassword = message("R", int32(3));

/** A server that speaks just enough of PostgreSQL to answer the first message, and then the next ones, as told. */
async function serverThat(
  answer: (socket: Socket, said: Buffer, messages: number) => void,
): Promise<PostgresAddress> {
  const server = createServer((socket) => {
    let messages = 0;
    socket.on("error", () => undefined);
    socket.on("data", (said) => {
      // What asks for encryption is 8 bytes long; there is none here.
      if (said.length === 8) socket.write("N");
      else answer(socket, said, ++messages);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("no port");
  return postgresAddress(`postgres://reader@127.0.0.1:${place.port}/bacula`);
}

const asked = (address: PostgresAddress, patienceMs?: number) =>
  withReadOnlyPostgres(address, (database) => database.rows("select 1"), patienceMs).catch(
    (error: unknown) => error,
  );

describe("a database that is only read", () => {
  it("is given up when it signs us in and then says nothing", async () => {
    const address = await serverThat((socket, _, messages) => {
      if (messages === 1) socket.write(signedIn);
    });
    expect(await asked(address, 300)).toMatchObject({ reason: "live-catalog.too-slow" });
  });

  it("is given up when it hangs up each time we sign in", async () => {
    const address = await serverThat((socket) => socket.end());
    expect(await asked(address, 300)).toMatchObject({ kind: "invalid" });
  });

  it("is never sent a password of our own surroundings", async () => {
    vi.stubEnv("PGPASSWORD", "ours-and-secret");
    const passwords: string[] = [];
    const address = await serverThat((socket, said, messages) => {
      if (messages === 1) return socket.write(wantsPassword);
      if (said.toString("latin1").startsWith("p")) passwords.push(said.toString("latin1"));
      socket.write(message("E", Buffer.from("SFATAL\0C28P01\0Mno\0\0")));
    });
    expect(await asked(address)).toMatchObject({ reason: "live-catalog.sign-in-refused" });
    expect(passwords).toHaveLength(1);
    expect(passwords.join()).not.toContain("ours-and-secret");
  });

  it("puts no words of its own into our error, not even as a code", async () => {
    const address = await serverThat((socket) =>
      socket.write(message("E", Buffer.from("SFATAL\0Csecret words\0Mmore of them\0\0"))),
    );
    const error = await asked(address);
    expect(error).toMatchObject({ reason: "live-catalog.failed", detail: { code: "?" } });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/secret|more of/);
  });
});

it.each([
  "postgres://u:p@one,two/db",
  "postgres://u:p@one:1,two:2/db",
  "postgres:///db?host=/tmp",
  "postgres://u:p@%2Ftmp/db",
  "postgres://u:p@one/db?host=two",
  "postgres://u:p@one/db?hostaddr=10.0.0.1",
  "postgres://u:p@one/db?service=x",
  "postgres://u:p@one/db?passfile=/etc/passwd",
  "postgres://u:p@one/db?options=-c%20x",
  "postgres://u:p@one/db?sslmode=__proto__",
  "postgres://u:p@one/db?sslmode=constructor",
  "http://u:p@one/db",
])("%s is no address of one host by name or number", (text) => {
  expect(() => postgresAddress(text)).toThrow("live-catalog.not-an-address");
});
