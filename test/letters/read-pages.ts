import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A piece of text as it stands on a page: in points, from the lower left corner. */
export type PlacedWord = { text: string; x: number; y: number; width: number; size: number };

export type ReadPage = { text: string; words: PlacedWord[] };

/** What another program reads on each page: text without blanks, and where each piece of it stands. */
export async function readPages(pdf: Uint8Array): Promise<ReadPage[]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, fontExtraProperties: true });
  const document = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const words = items.flatMap((item) =>
      "str" in item && item.str !== ""
        ? [
            {
              text: item.str,
              x: item.transform[4],
              y: item.transform[5],
              width: item.width,
              size: item.height,
            },
          ]
        : [],
    );
    pages.push({
      text: words
        .map((word) => word.text)
        .join("")
        .replace(/\s/g, ""),
      words,
    });
    page.cleanup();
  }
  await task.destroy();
  return pages;
}
