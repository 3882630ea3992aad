/** Node fetches no file by its address, which is what the texts of a language have before the page is built. */
import { readFile } from 'node:fs/promises'

const { fetch: fetchOverNetwork } = globalThis

globalThis.fetch = async (input, init) =>
  input instanceof URL && input.protocol === 'file:'
    ? new Response(await readFile(input))
    : fetchOverNetwork(input, init)
