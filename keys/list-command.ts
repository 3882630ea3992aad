/** The command that shows everything and changes nothing: `list`, as text and JSON. */
import type { Command } from 'commander'
import { timelineOf } from '#evisa/key-timeline.ts'
import { addCommand, answer, type Edge, type Output } from './command-line.ts'
import { readKeysDir } from './config.ts'
import { findRootKeys } from './custodians.ts'
import { describeStore } from './key-report.ts'
import { readKeyring } from './key-store.ts'
import { keyWarnings, unpublishedKids } from './key-warnings.ts'
import { readPublishedDocuments } from './published-documents.ts'

export function addListCommand(program: Command, edge: Edge): void {
  addCommand(program, 'list', 'show every key, what it signs and verifies until when, and what wants doing').action(
    (output: Output) => list(edge, output),
  )
}

async function list(edge: Edge, output: Output): Promise<void> {
  const dir = readKeysDir(edge.env)
  const now = edge.now()
  const keyring = readKeyring(dir)
  const { roots, root, trust, trustRoot } = await readPublishedDocuments(dir)
  const rootFiles = findRootKeys({ dir }).map(({ path }) => path)
  const trustRootVersion = trustRoot.root.version
  const situation = {
    keyring,
    trust: trust.document,
    root: root.root,
    trustRootVersion,
    rootKeysHere: rootFiles.length,
  }
  const warnings = keyWarnings(situation, now)
  const unpublished = unpublishedKids(keyring, trust.document)
  const timeline = timelineOf(keyring, root.root, now)
  const { version, exp } = trust.document
  const json = {
    dir,
    root_fingerprint: roots[0]?.fingerprint,
    root: {
      version: root.root.version,
      exp: root.root.exp,
      threshold: root.root.threshold,
      kids: [...root.root.keys.keys()],
    },
    root_files: rootFiles,
    trust_list: { version, exp, root: trustRootVersion },
    keys: keyring,
    not_published: unpublished,
    warnings,
  }
  answer(edge, output, json, describeStore({ situation, unpublished, warnings, timeline, now }))
}
