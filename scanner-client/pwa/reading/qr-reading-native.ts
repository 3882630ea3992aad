/** The reader of codes that some browsers bring along: the quickest there is, where there is one. */

interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>
}

interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

let detector: Promise<Detector | null> | null = null

/** The texts on a frame; `[]` where there are none, or no such reader. */
export async function nativeTexts(frame: ImageBitmap): Promise<readonly string[]> {
  detector ??= openDetector()
  try {
    const found = (await (await detector)?.detect(frame)) ?? []
    return found.map(({ rawValue }) => rawValue).filter((text) => text !== '')
  } catch {
    // It is there by name only, as where the system lacks its service: it is not asked again.
    detector = Promise.resolve(null)
    return []
  }
}

async function openDetector(): Promise<Detector | null> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: DetectorClass }
  if (BarcodeDetector === undefined) return null
  if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null
  return new BarcodeDetector({ formats: ['qr_code'] })
}
