import type { CodegenConfig } from "@graphql-codegen/cli";

const scalars = { Date: "string", DateTime: "string", JSON: "unknown", ID: "string" };

/** Types of the schema once, and one typed document beside every .graphql file. */
const config: CodegenConfig = {
  schema: "../api/schema.graphql",
  documents: "src/**/*.graphql",
  config: {
    scalars,
    enumsAsTypes: true,
    useTypeImports: true,
    dedupeFragments: true,
    documentMode: "documentNodeImportFragments",
  },
  generates: {
    "src/api/schema.generated.ts": { plugins: ["typescript"] },
    "src/": {
      preset: "near-operation-file",
      presetConfig: { extension: ".generated.ts", baseTypesPath: "api/schema.generated.ts" },
      plugins: ["typescript-operations", "typed-document-node"],
    },
  },
};

export default config;
