/** What a scan sounds like, for hands that do not look at the screen. */
export type Sound = "ok" | "again" | "look" | "stop";

type Note = { hertz: number; fromMs: number; lengthMs: number; wave: OscillatorType };

/** Different in pitch, number and length, so that they are told apart in a loud room and by ears that hear no high tones. */
const sounds: Record<Sound, readonly Note[]> = {
  ok: [{ hertz: 1320, fromMs: 0, lengthMs: 70, wave: "sine" }],
  again: [
    { hertz: 660, fromMs: 0, lengthMs: 90, wave: "triangle" },
    { hertz: 660, fromMs: 140, lengthMs: 90, wave: "triangle" },
  ],
  look: [
    { hertz: 880, fromMs: 0, lengthMs: 110, wave: "triangle" },
    { hertz: 660, fromMs: 130, lengthMs: 110, wave: "triangle" },
    { hertz: 440, fromMs: 260, lengthMs: 180, wave: "triangle" },
  ],
  stop: [
    { hertz: 165, fromMs: 0, lengthMs: 260, wave: "square" },
    { hertz: 165, fromMs: 320, lengthMs: 420, wave: "square" },
  ],
};

const loudness = 0.18;
const edgeSeconds = 0.008;

let context: AudioContext | undefined;

/** Plays it. Browsers stay silent until a key or a click; a scan is a key. Browser only. */
export function playSound(sound: Sound): void {
  context ??= new AudioContext();
  void context.resume();
  for (const { hertz, fromMs, lengthMs, wave } of sounds[sound]) {
    const starts = context.currentTime + fromMs / 1000;
    const ends = starts + lengthMs / 1000;
    const oscillator = new OscillatorNode(context, { type: wave, frequency: hertz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.linearRampToValueAtTime(0, starts);
    gain.gain.linearRampToValueAtTime(loudness, starts + edgeSeconds);
    gain.gain.setValueAtTime(loudness, ends - edgeSeconds);
    gain.gain.linearRampToValueAtTime(0, ends);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(starts);
    oscillator.stop(ends);
  }
}
