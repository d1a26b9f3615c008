"use client";
import { useState } from "react";
import { rememberChoice } from "../../../remember-choice";
import { benchSoundCookie } from "./bench-sound-cookie";
import { playSound, type Sound } from "./verdict-sound";

/** Whether this browser makes sounds at the bench; the choice is remembered. */
export function useSound(remembered: boolean) {
  const [isOn, setOn] = useState(remembered);
  const set = (on: boolean) => {
    rememberChoice(benchSoundCookie, on ? "on" : "off");
    setOn(on);
    if (on) playSound("ok");
  };
  const play = (sound: Sound) => {
    if (isOn) playSound(sound);
  };
  return { isOn, set, play };
}
