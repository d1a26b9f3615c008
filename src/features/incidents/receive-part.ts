import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import { parseInput } from "@/lib/parse-input";
import { uploadById } from "./queries";
import { expectedPartBytes, partName } from "./rules";
import { type ReceivePart, receivePartInput } from "./schema";

export type ReceivedPart = { partNumber: number; bytes: number; sha256: string };

/**
 * Takes one part of an upload as it streams in. The same bytes again change nothing; other bytes under the same
 * number replace it. Bytes lie on disk before the row says so. Throws NotAllowedNow `upload.not-receiving`,
 * Invalid `upload.no-such-part`, `upload.part-size` { expectedBytes }, `upload.part-damaged`.
 */
export async function receivePart(
  actor: Actor,
  input: ReceivePart,
  body: AsyncIterable<Uint8Array>,
): Promise<ReceivedPart> {
  authorize(actor, "uploads.parts");
  const { uploadId, partNumber, sha256 } = parseInput(receivePartInput, input);
  const upload = await uploadById(uploadId);
  if (upload.state !== "receiving") throw new NotAllowedNow("upload.not-receiving");
  const bytes = expectedPartBytes(upload.bytesExpected, upload.partBytes, partNumber);
  if (bytes === null) throw new Invalid("upload.no-such-part", { partNumber });

  const store = fileStore();
  const name = partName(uploadId, partNumber, sha256);
  await store.put(name, checked(body, { partNumber, bytes, sha256 }));
  const received = await inTransaction((tx) =>
    tx.execute(sql`
      with upload as (select id from uploads where id = ${uploadId} and state = 'receiving' for share)
      insert into upload_parts (upload_id, part_number, bytes, sha256)
      select id, ${partNumber}::int, ${bytes}::int, ${sha256} from upload
      on conflict (upload_id, part_number) do update set bytes = excluded.bytes, sha256 = excluded.sha256
      returning part_number`),
  );
  if (received.length !== 1) {
    await store.remove(name);
    throw new Conflict("upload.not-receiving");
  }
  return { partNumber, bytes, sha256 };
}

/** Passes the bytes on and throws at their end when they are not the ones announced: the store keeps nothing. */
async function* checked(body: AsyncIterable<Uint8Array>, part: ReceivedPart): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const wrongSize = () =>
    new Invalid("upload.part-size", { partNumber: part.partNumber, expectedBytes: part.bytes });
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > part.bytes) throw wrongSize();
    hash.update(chunk);
    yield chunk;
  }
  if (bytes !== part.bytes) throw wrongSize();
  if (hash.digest("hex") !== part.sha256)
    throw new Invalid("upload.part-damaged", { partNumber: part.partNumber });
}
