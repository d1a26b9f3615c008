/** Name of the cookie that keeps which incident this agent answers for. */
export const incidentCookie = "owabi-hotline-incident";
