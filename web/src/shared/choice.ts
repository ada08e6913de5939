/** Something that can be chosen from a list; `detail` tells like-named ones apart. */
export interface Choice {
  id: string;
  name: string;
  detail?: string;
}
