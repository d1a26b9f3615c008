import { answerAuth } from "@/server/answer-auth";

export const dynamic = "force-dynamic";

export const POST = answerAuth;
