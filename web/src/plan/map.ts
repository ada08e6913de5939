/** Our own drawing of Hunan: one cell around the point of each county, cut to a distance around it. Not a border map. */
import { Delaunay } from "d3-delaunay";

import type { CountiesQuery } from "@/plan/places.generated";

const WIDTH = 560;
const MARGIN = 44;
const DEGREES_AROUND = 0.36;
const KIND = /(?:\p{Script=Han}{1,2}族)*自治州$|市$/u;
const NEAR_X = 70;
const NEAR_Y = 34;

type City = NonNullable<CountiesQuery["region"]>["children"][number];
type Located = { code: string; name: string; longitude?: number | null; latitude?: number | null };

export interface Cell {
  code: string;
  name: string;
  city: string;
  path: string;
  x: number;
  y: number;
}
export interface Drawing {
  width: number;
  height: number;
  radius: number;
  cells: Cell[];
  cities: MapCity[];
}
/** A city's point, and the side of it on which its name has room. */
export interface MapCity {
  code: string;
  name: string;
  /** The name as maps write it, which leaves room for others. */
  short: string;
  x: number;
  y: number;
  side: "above" | "left" | "right";
}

/** The drawing of all counties of these cities; empty where no coordinates are known. */
export function draw(cities: readonly City[]): Drawing {
  const counties = cities.flatMap((city) =>
    city.children.filter(isLocated).map((county) => ({ county, city: city.code })),
  );
  if (!counties.length) return { width: WIDTH, height: WIDTH, radius: 0, cells: [], cities: [] };
  const project = projection(counties.map(({ county }) => county));
  const points = counties.map(({ county }) => project(county));
  const voronoi = Delaunay.from(points).voronoi([0, 0, WIDTH, project.height]);
  const cells = counties.map(({ county, city }, at) => ({
    code: county.code,
    name: county.name,
    city,
    path: voronoi.renderCell(at),
    x: points[at]?.[0] ?? 0,
    y: points[at]?.[1] ?? 0,
  }));
  const named = cities.filter(isLocated).map((city) => {
    const [x, y] = project(city);
    return { code: city.code, name: city.name, short: city.name.replace(KIND, ""), x, y };
  });
  return {
    width: WIDTH,
    height: project.height,
    radius: project.scale * DEGREES_AROUND,
    cells,
    cities: named.map((city) => ({ ...city, side: sideOf(city, named) })),
  };
}

/** Away from the next city where two are so close that names above both would meet. */
function sideOf(city: Omit<MapCity, "side">, all: Omit<MapCity, "side">[]): MapCity["side"] {
  const close = all.find(
    (other) => other !== city && Math.abs(other.x - city.x) < NEAR_X && Math.abs(other.y - city.y) < NEAR_Y,
  );
  if (!close) return "above";
  return close.x > city.x ? "left" : "right";
}

interface Projection {
  (place: Located): [number, number];
  height: number;
  scale: number;
}

/** Degrees to pixels with one scale for both axes at the middle latitude. */
function projection(places: Located[]): Projection {
  const [west, east] = range(places.map((place) => place.longitude ?? 0));
  const [south, north] = range(places.map((place) => place.latitude ?? 0));
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrow);
  const project = (place: Located): [number, number] => [
    MARGIN + ((place.longitude ?? 0) - west) * narrow * scale,
    MARGIN + (north - (place.latitude ?? 0)) * scale,
  ];
  return Object.assign(project, { height: (north - south) * scale + 2 * MARGIN, scale });
}

function range(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function isLocated(place: Located): boolean {
  return place.longitude != null && place.latitude != null;
}
