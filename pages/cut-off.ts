/** Whether reading a form with a file failed since its sender hung up, or since what came ends in the middle. */
export function isCutOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return (
    code === 'FST_MP_PREMATURE_CLOSE' ||
    code === 'ECONNRESET' ||
    /^(Unexpected end of (multipart data|form)|Part terminated early)/.test(error.message)
  )
}
