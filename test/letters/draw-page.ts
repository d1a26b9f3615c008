import { crc32, deflateSync } from "node:zlib";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A page as grey points, 0 black to 15 white, row by row. */
export type Picture = { width: number; height: number; points: Uint8Array };

const dotsPerInch = 60;
const white = 15;

/** What a page of a PDF looks like, drawn by another program than any of ours. Pages count from 1. */
export async function drawPage(pdf: Uint8Array, number: number, dpi = dotsPerInch): Promise<Picture> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const page = await (await task.promise).getPage(number);
  const viewport = page.getViewport({ scale: dpi / 72 });
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
  const context = canvas.getContext("2d");
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  await task.destroy();
  return pointsOf(context.getImageData(0, 0, canvas.width, canvas.height));
}

function pointsOf({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}): Picture {
  const points = new Uint8Array(width * height);
  for (let i = 0; i < points.length; i += 1) {
    const [red, green, blue] = [0, 1, 2].map((k) => data[4 * i + k] as number) as [number, number, number];
    points[i] = Math.round(((0.3 * red + 0.59 * green + 0.11 * blue) * white) / 255);
  }
  return { width, height, points };
}

/** A PNG of four bits a point. */
export function pngOf({ width, height, points }: Picture): Buffer {
  const rowBytes = Math.ceil(width / 2);
  const rows = Buffer.alloc(height * (rowBytes + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (rowBytes + 1) + 1 + (x >> 1);
      rows[at] = (rows[at] as number) | ((points[y * width + x] as number) << (x % 2 === 0 ? 4 : 0));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 4;
  const chunk = (tag: string, data: Buffer) => {
    const out = Buffer.alloc(data.length + 12);
    out.writeUInt32BE(data.length, 0);
    out.write(tag, 4, "latin1");
    data.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
    return out;
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const packed = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

export async function pictureIn(png: Buffer): Promise<Picture> {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return pointsOf(context.getImageData(0, 0, image.width, image.height));
}

/** Points that differ by more than a shade, which is the noise of another machine's edges. */
const noise = 5;

/** How many of a thousand points are not as in the picture before; all of them where the sizes differ. */
export function differenceOf(now: Picture, before: Picture): number {
  if (now.width !== before.width || now.height !== before.height) return 1000;
  let differing = 0;
  for (let i = 0; i < now.points.length; i += 1)
    if (Math.abs((now.points[i] as number) - (before.points[i] as number)) > noise) differing += 1;
  return (1000 * differing) / now.points.length;
}
