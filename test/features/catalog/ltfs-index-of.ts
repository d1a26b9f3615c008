export type Tree = { folders: Record<string, Tree>; files: string[] };

type Head = {
  generation: number;
  highestFileUid: number;
  uuid: string;
  /** Ids that are given to nobody: those of entries deleted since. */
  skipIds: number[];
  hasLines: boolean;
};

/** A tree as an LTFS index: plain names where XML can hold them, percent-encoded ones where it cannot. */
export function indexOfTree(tree: Tree, head: Partial<Head> = {}): string {
  let uid = 0;
  const nextId = () => {
    do uid += 1;
    while (head.skipIds?.includes(uid));
    return uid;
  };
  const folder = (name: string, { folders, files }: Tree): string[] => [
    "<directory>",
    nameElement(name),
    `<fileuid>${nextId()}</fileuid>`,
    "<vendor:unknown>kept or not</vendor:unknown>",
    "<contents>",
    ...Object.entries(folders).flatMap(([inner, below]) => folder(inner, below)),
    ...files.flatMap((file) => [
      "<file>",
      nameElement(file),
      "<length>12</length><readonly>true</readonly>",
      "<modifytime>2012-11-08T05:36:48.881170099Z</modifytime>",
      `<fileuid>${nextId()}</fileuid>`,
      "<extendedattributes><xattr><key>name</key><value>not the name</value></xattr></extendedattributes>",
      "</file>",
    ]),
    "</contents>",
    "</directory>",
  ];
  const below = folder("volume", tree);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ltfsindex version="2.4.0">',
    `<volumeuuid>${head.uuid ?? "3e257296-488e-485b-9f99-8321f2937e7a"}</volumeuuid>`,
    `<generationnumber>${head.generation ?? 1}</generationnumber>`,
    `<highestfileuid>${head.highestFileUid ?? uid}</highestfileuid>`,
    ...below,
    "</ltfsindex>",
    "",
  ].join(head.hasLines === false ? "" : "\n");
}

function nameElement(name: string): string {
  // Line ends are evened out by every XML parser, and controls are no XML at all.
  if (/[\p{Cc}\ufffe\uffff%:]/u.test(name))
    return `<name percentencoded="true">${escaped(encodeURIComponent(name))}</name>`;
  return `<name>${escaped(name)}</name>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
