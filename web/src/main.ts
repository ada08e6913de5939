import urql from "@urql/vue";
import { createApp } from "vue";

import App from "@/App.vue";
import { client } from "@/api/client";
import { i18n } from "@/i18n";
import { router } from "@/router";
import "@/style/tokens.css";
import "@/style/base.css";

createApp(App).use(router).use(i18n).use(urql, client).mount("#app");
