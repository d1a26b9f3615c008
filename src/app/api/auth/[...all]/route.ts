import { auth } from "@/server/auth";
import { errorResponse } from "@/server/error-answer";
import { signIn } from "@/server/sign-in";

const bodyLimitBytes = 16 * 1024;

async function answer(request: Request): Promise<Response> {
  try {
    if (Number(request.headers.get("content-length") ?? 0) > bodyLimitBytes) {
      return Response.json({ reason: "request.too-large" }, { status: 413 });
    }
    if (new URL(request.url).pathname.endsWith("/sign-in/email")) return await signIn(request);
    return await auth().handler(request);
  } catch (error) {
    return errorResponse(error);
  }
}

export const GET = answer;
export const POST = answer;
