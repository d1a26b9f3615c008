"use client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "@/server/routers/app-router";
import { readError } from "./error-text";
import { TRPCProvider } from "./trpc";

const url = "/api/trpc";
const callsPerRequest = 10;
const retries = 2;

/** The connection of the screens to the server: queries as POST, so that no input ends in an address or a log. */
export function ServerProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  const [trpcClient] = useState(newTrpcClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function newTrpcClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: httpBatchLink({
          url,
          transformer: superjson,
          maxItems: callsPerRequest,
          methodOverride: "POST",
          headers: { "x-owabi": "1" },
        }),
      }),
    ],
  });
}

function newQueryClient() {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A call centre's computer that believes to be offline still reaches a server on its own network.
        networkMode: "always",
        retry: (failures, error) => failures < retries && isPassing(error),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

function isPassing(error: unknown): boolean {
  const { kind } = readError(error);
  return kind === "unreachable" || kind === "internal";
}

function signInAgain(error: unknown): void {
  if (readError(error).kind !== "signed-out") return;
  const next = encodeURIComponent(location.pathname);
  location.assign(`/sign-in?next=${next}`);
}
