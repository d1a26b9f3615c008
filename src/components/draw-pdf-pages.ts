import type { PDFDocumentProxy } from "pdfjs-dist";

/** One page as a picture, and its text for whoever does not see it. */
export type DrawnPage = { image: string; text: string; widthPt: number; heightPt: number };

/** 150 dots an inch on A4: small type stays legible. */
const pageWidthPx = 1240;
/** Nobody looks at more; a run has its own file. */
const mostPages = 12;

let library: Promise<typeof import("pdfjs-dist")> | undefined;

/** Loaded once, and only where a page is shown. */
function openLibrary(): Promise<typeof import("pdfjs-dist")> {
  library ??= import("pdfjs-dist").then((pdfjs) => {
    pdfjs.GlobalWorkerOptions.workerSrc = new URL(
      "pdfjs-dist/build/pdf.worker.min.mjs",
      import.meta.url,
    ).toString();
    return pdfjs;
  });
  return library;
}

/**
 * Draws the first pages of a PDF of ours as pictures, in the browser. Throws what the address answered where that is
 * no PDF (our routes answer `{ kind, reason, detail }`), and what the library says of a broken file.
 */
export async function drawPdfPages(src: string, signal: AbortSignal): Promise<DrawnPage[]> {
  const [pdfjs, response] = await Promise.all([openLibrary(), fetch(src, { signal })]);
  if (!response.ok) throw await response.json();
  const task = pdfjs.getDocument({ data: new Uint8Array(await response.arrayBuffer()), verbosity: 0 });
  try {
    const document = await task.promise;
    const pages: DrawnPage[] = [];
    for (let number = 1; number <= Math.min(document.numPages, mostPages); number++) {
      signal.throwIfAborted();
      pages.push(await drawPage(document, number));
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

async function drawPage(pdf: PDFDocumentProxy, number: number): Promise<DrawnPage> {
  const page = await pdf.getPage(number);
  const { width: widthPt, height: heightPt } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: pageWidthPx / widthPt });
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  await page.render({ canvas, viewport, background: "#ffffff" }).promise;
  const { items } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
  const image = canvas.toDataURL("image/png");
  page.cleanup();
  return { image, text, widthPt, heightPt };
}
