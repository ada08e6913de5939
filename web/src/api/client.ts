import { Client, cacheExchange, fetchExchange } from "@urql/vue";

/** The one connection to the service this page was loaded from; persons go in the body, never in an address. */
export const client = new Client({
  url: "/graphql",
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
});
