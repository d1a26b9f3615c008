import { stat } from "node:fs/promises";
import path from "node:path";
import { createElement } from "react";
import type { Contender } from "./contender";
import { fontFiles, importPeer } from "./peers";
import { type PlainBlock, type PlainLetter, plainLetters } from "./plain-letter";

type Element = ReturnType<typeof createElement>;
type ReactPdf = {
  Document: string;
  Page: string;
  Text: string;
  View: string;
  Font: {
    register(given: { family: string; fonts: { src: string; fontWeight: number }[] }): void;
    registerHyphenationCallback(parts: (word: string) => string[]): void;
  };
  renderToFile(element: Element, file: string): Promise<unknown>;
};

const styles: Record<PlainBlock["look"], Record<string, string | number>> = {
  title: { fontSize: 14, fontWeight: 700, textAlign: "center" },
  heading: { fontWeight: 700 },
  paragraph: { textAlign: "justify" },
  item: { marginLeft: 10 },
  right: { textAlign: "right" },
  panel: { textAlign: "center" },
};

function page({ Page, Text, View }: ReactPdf, { address, head, body }: PlainLetter, key: number): Element {
  const lines = (texts: string[], align: "left" | "right") =>
    texts.map((text, i) => createElement(Text, { key: `${i}`, style: { textAlign: align } } as object, text));
  return createElement(
    Page,
    {
      key,
      size: "A4",
      style: { padding: 60, fontFamily: "Noto", fontSize: 10.5, lineHeight: 1.5 },
    } as object,
    createElement(View, { key: "address" }, lines(address, "left")),
    createElement(View, { key: "head" }, lines(head, "right")),
    ...body.map(({ look, text }, i) =>
      createElement(Text, { key: `b${i}`, style: styles[look] } as object, text),
    ),
  );
}

/** @react-pdf/renderer, all letters in one document. */
export const reactPdf: Contender = {
  batch: false,
  async prepare() {
    const peer = (await importPeer("@react-pdf/renderer")) as unknown as ReactPdf;
    const faces = [
      { src: fontFiles.regular, fontWeight: 400 },
      { src: fontFiles.bold, fontWeight: 700 },
    ];
    peer.Font.register({ family: "Noto", fonts: faces });
    // Without it a Japanese paragraph is one word and runs off the sheet.
    peer.Font.registerHyphenationCallback((word) => [...word].flatMap((character) => [character, ""]));
    return async (count, folder) => {
      const file = path.join(folder, "run.pdf");
      const pages = plainLetters(count).map((letter, i) => page(peer, letter, i));
      await peer.renderToFile(createElement(peer.Document, null, pages), file);
      return { bytes: (await stat(file)).size };
    };
  },
};
