import { defineConfigWithVueTs, vueTsConfigs } from "@vue/eslint-config-typescript";
import prettier from "@vue/eslint-config-prettier/skip-formatting";
import vue from "eslint-plugin-vue";

export default defineConfigWithVueTs(
  { ignores: ["**/*.generated.ts", "node_modules"] },
  vue.configs["flat/recommended"],
  vueTsConfigs.strict,
  prettier,
);
