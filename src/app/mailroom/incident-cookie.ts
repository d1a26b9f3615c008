/** Name of the cookie that keeps which incident this bench works on. */
export const incidentCookie = "owabi-mailroom-incident";
