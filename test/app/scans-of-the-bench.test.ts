import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ScanQueue } from "@/app/mailroom/bench/[station]/scan-queue";
import { spoiledPieces } from "@/app/mailroom/spoils/spoiled-pieces";
import { emptyStopWish, readStopWish } from "@/app/mailroom/stops/stop-wish";
import { sheetCodeText } from "@/lib/sheet-code";

type Kept = { id: string; text: string }[];
type Way = "reach" | "lose-request" | "lose-answer" | "refuse";

/** A server behind a bad network: it counts a scan once by its id, as ours does. */
function badNetwork(ways: readonly Way[]) {
  const counted: string[] = [];
  const known = new Set<string>();
  let call = 0;
  let busy = 0;
  const send = async ({ id, text }: { id: string; text: string }) => {
    const way = ways[call] ?? "reach";
    call += 1;
    busy += 1;
    expect(busy).toBe(1);
    await Promise.resolve();
    busy -= 1;
    if (way === "refuse") throw { kind: "not-allowed-now", reason: "print-run.not-released" };
    if (way !== "lose-request" && !known.has(id)) {
      known.add(id);
      counted.push(text);
    }
    if (way !== "reach") throw new TypeError("fetch failed");
    return text;
  };
  return { send, counted };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe("scans on a slow or broken network", () => {
  it("all arrive, each once, in the order they were read, whatever the network loses", async () => {
    const ways = fc.array(fc.constantFrom<Way>("reach", "lose-request", "lose-answer"), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(ways, fc.integer({ min: 1, max: 8 }), async (network, count) => {
        const { send, counted } = badNetwork(network);
        let kept: Kept = [];
        const queue = new ScanQueue<string>({ send, keep: (open) => (kept = open) });
        const read = Array.from({ length: count }, (_, index) => `scan ${index}`);
        for (const text of read) queue.add(text);
        expect(kept.map(({ text }) => text)).toEqual(read);
        await vi.advanceTimersByTimeAsync(600_000);
        expect(counted).toEqual(read);
        expect(kept).toEqual([]);
        expect(queue.snapshot().every(({ state }) => state === "answered")).toBe(true);
      }),
    );
  });

  it("are still there after the page was closed, and go on with the ids they had", async () => {
    let kept: Kept = [];
    const unplugged = new ScanQueue<string>({
      send: () => Promise.reject(new TypeError("fetch failed")),
      keep: (open) => (kept = open),
    });
    unplugged.add("1");
    unplugged.add("2");
    await vi.advanceTimersByTimeAsync(5_000);
    const left = kept;
    expect(left.map(({ text }) => text)).toEqual(["1", "2"]);
    const sent: Kept = [];
    const again = new ScanQueue<string>({
      send: async (scan) => {
        sent.push(scan);
        return scan.text;
      },
      keep: () => undefined,
    });
    again.resume(left);
    again.resume(left);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual(left);
  });

  it("that the server refuses are set aside with why, do not stop the others, and can be sent again", async () => {
    const { send, counted } = badNetwork(["refuse", "reach", "reach"]);
    const queue = new ScanQueue<string>({ send, keep: () => undefined });
    queue.add("first");
    queue.add("second");
    await vi.advanceTimersByTimeAsync(1_000);
    const refused = queue.snapshot().find(({ state }) => state === "failed");
    expect([refused?.text, counted]).toEqual(["first", ["second"]]);
    queue.retry(refused?.id ?? "");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(counted).toEqual(["second", "first"]);
  });
});

const code = sheetCodeText({ runCode: "K7Q2MD4X0A", sequence: 12, generation: 1, sheet: 1, sheets: 2 });

describe("what is typed or scanned at the bench", () => {
  it("names spoiled pieces by code or by places, and nothing else does", () => {
    expect(spoiledPieces(code)).toEqual({ code });
    expect(spoiledPieces("４, 5、12 5")).toEqual({ sequences: [4, 5, 12] });
    for (const typed of ["", "0", "4;5", "abc", "-3", "1.5", code.slice(0, -2)])
      expect(spoiledPieces(typed)).toBeNull();
  });

  it("asks for a stop only when it is said of what and why", () => {
    const wish = { ...emptyStopWish, code, reason: " ご本人の希望 " };
    expect(readStopWish(wish)).toEqual({
      ok: true,
      stop: { kind: "hold", of: { code }, reason: "ご本人の希望" },
    });
    expect(readStopWish({ ...wish, of: "person" })).toMatchObject({ stop: { of: { personOf: code } } });
    expect(readStopWish({ ...wish, of: "run" })).toEqual({ ok: false, problem: "run-missing" });
    expect(readStopWish({ ...wish, code: "12" })).toEqual({ ok: false, problem: "code-missing" });
    expect(readStopWish({ ...wish, reason: " " })).toEqual({ ok: false, problem: "reason-missing" });
  });
});
