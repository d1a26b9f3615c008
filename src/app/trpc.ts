"use client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@/server/routers/app-router";

/**
 * `useTRPC()` gives the typed options of every procedure, for `useQuery(trpc.x.y.queryOptions(input))`,
 * `useMutation(trpc.x.y.mutationOptions())`, `useSubscription(trpc.x.y.subscriptionOptions(input, { onData }))`.
 */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
