/** What went wrong with a file, in words for the person who named it. */

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EACCES: 'no permission for',
  EPERM: 'no permission for',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EISDIR: 'a folder, where a file is asked for',
}

/** Null where it is no such error. The system's own text says all of it a second time. */
export function fileErrorText({ code, path }: Pick<NodeJS.ErrnoException, 'code' | 'path'>): string | null {
  const words = WORDS[code ?? '']
  if (words === undefined) return null
  // What is written is written beside, and put in place once it is whole.
  return path === undefined ? words : `${words}: ${path.replace(/\.part$/, '')}`
}
