/** Name of the cookie that keeps whether the bench makes sounds: "on" or "off". */
export const benchSoundCookie = "owabi-bench-sound";
