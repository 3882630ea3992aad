/** Seeded pictures of a printed page over the whole scale of each distortion: from hardly seen to hopeless, evenly. */
import { DEGRADATIONS, type Degradation, degradePicture } from '../fixtures/degrade-picture.ts'
import { cutOut, type PaperPicture, type PhotographKind, photograph } from '../fixtures/photograph.ts'
import type { Picture } from '../scanner-client/offline/read-picture.ts'

/** Photographs whose strengths run over the whole of their own scale: how far it leans, how dark it is. */
const PHOTOGRAPHS = {
  'lean, to 40 degrees': 'tilt',
  'low light': 'low light',
  'phone, 720p at 40 cm': 'phone, 720p at 40 cm',
} as const satisfies Readonly<Record<string, PhotographKind>>

export type PictureClass = Degradation | keyof typeof PHOTOGRAPHS

export const PICTURE_CLASSES: readonly PictureClass[] = [
  ...DEGRADATIONS,
  ...(Object.keys(PHOTOGRAPHS) as (keyof typeof PHOTOGRAPHS)[]),
]

/** Which picture of a class: the one at a place from 0 on, of so many. The same always. */
export interface PlaceOnScale {
  readonly kind: PictureClass
  readonly at: number
  readonly of: number
}

/** The middle of each of as many even parts of the scale from 0 to 1. */
export function strengthAt({ at, of }: Pick<PlaceOnScale, 'at' | 'of'>): number {
  return (at + 0.5) / of
}

export function pictureAt(paper: PaperPicture, place: PlaceOnScale): Promise<Picture> {
  const seed = 1000 * PICTURE_CLASSES.indexOf(place.kind) + place.at
  if (isPhotograph(place.kind)) return photograph(paper, PHOTOGRAPHS[place.kind], seed)
  return degradePicture(cutOut(paper), place.kind, strengthAt(place), seed)
}

function isPhotograph(kind: PictureClass): kind is keyof typeof PHOTOGRAPHS {
  return kind in PHOTOGRAPHS
}
