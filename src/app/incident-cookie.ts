/** Name of the cookie that keeps which incident somebody works on, at the hotline and in the mailroom. */
export const incidentCookie = "owabi-incident";
