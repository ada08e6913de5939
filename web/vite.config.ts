import vue from "@vitejs/plugin-vue";
import { compression } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";
import { fileURLToPath } from "node:url";

const SERVICE = process.env.LIFEPATH_SERVICE ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [vue(), compression({ algorithms: ["gzip", "brotliCompress"], threshold: 1024 })],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { outDir: "../api/built", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 700 },
  server: {
    proxy: {
      "/graphql": SERVICE,
      "/documents": SERVICE,
      "/drafts": SERVICE,
      "/notices": SERVICE,
      "/uploads": SERVICE,
      "/readyz": SERVICE,
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
