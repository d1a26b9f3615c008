import { redirect } from "next/navigation";
import { firstPageOf } from "./desks";
import { signedInOrRedirect } from "./signed-in";

export default async function Home() {
  const { role } = await signedInOrRedirect("/");
  redirect(firstPageOf(role));
}
