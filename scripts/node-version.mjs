const floor = { major: 20, minor: 19 };

/** What to tell someone whose Node is too old, or `null` when `version` ("20.19.4") is new enough. */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > floor.major || (major === floor.major && minor >= floor.minor)) return null;
  return (
    `Owabi needs Node.js ${floor.major}.${floor.minor} or newer, and this is ${version}. ` +
    "Install Node.js 24 LTS from https://nodejs.org (or `nvm install 24`) and run the command again."
  );
}
