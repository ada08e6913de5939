import { createRouter, createWebHistory } from "vue-router";

import PlanPage from "@/plan/PlanPage.vue";

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", name: "plan", component: PlanPage, meta: { title: "nav.plan" } },
    { path: "/plan", redirect: (to) => ({ name: "plan", hash: to.hash }) },
    {
      path: "/explore",
      name: "explore",
      component: () => import("@/explore/SearchPage.vue"),
      meta: { title: "nav.explore" },
    },
    {
      path: "/explore/occupation/:id(.+)",
      name: "occupation",
      component: () => import("@/explore/OccupationPage.vue"),
      meta: { title: "nav.explore" },
    },
    {
      path: "/explore/major/:id(.+)",
      name: "major",
      component: () => import("@/explore/MajorPage.vue"),
      meta: { title: "nav.explore" },
    },
    {
      path: "/explore/institution/:id(.+)",
      name: "institution",
      component: () => import("@/explore/InstitutionPage.vue"),
      meta: { title: "nav.explore" },
    },
    {
      path: "/desk",
      component: () => import("@/desk/DeskPage.vue"),
      meta: { title: "nav.desk" },
      children: [
        { path: "", name: "desk", component: () => import("@/desk/ComparePage.vue") },
        { path: "queue", name: "queue", component: () => import("@/desk/QueuePage.vue") },
        { path: "drafts", name: "drafts", component: () => import("@/desk/DraftsPage.vue") },
        { path: "gaps", name: "gaps", component: () => import("@/desk/GapReport.vue") },
      ],
    },
    {
      path: "/status",
      name: "status",
      component: () => import("@/status/StatusPage.vue"),
      meta: { title: "nav.status" },
    },
    {
      path: "/:rest(.*)*",
      name: "nowhere",
      component: () => import("@/shared/NowherePage.vue"),
      meta: { title: "nav.nowhere" },
    },
  ],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? {} : { top: 0 }),
});
