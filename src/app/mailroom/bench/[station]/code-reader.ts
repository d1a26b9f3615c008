type Detector = { detect: (source: CanvasImageSource) => Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (wish: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
};

/** Finds the code in what a video shows now; null where there is none. */
export type ReadCode = (video: HTMLVideoElement) => Promise<string | null>;

/** The browser's own reader of codes where it has one, else a library that is fetched only now. Browser only. */
export async function openCodeReader(): Promise<ReadCode> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats = own ? await own.getSupportedFormats().catch(() => []) : [];
  if (own && formats.includes("qr_code")) {
    const detector = new own({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: jsQr } = await import("jsqr");
  return async (video) => {
    const image = pictureOf(video);
    if (!image) return null;
    return jsQr(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data ?? null;
  };
}

// The library takes about 40 ms for this many; a code that fills a fifth of the picture is still read.
const widestPixels = 960;
let canvas: HTMLCanvasElement | undefined;

function pictureOf(video: HTMLVideoElement): ImageData | null {
  if (video.videoWidth === 0) return null;
  canvas ??= document.createElement("canvas");
  const scale = Math.min(1, widestPixels / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}
