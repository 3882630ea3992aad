/** The script of the pages about the passport: its picture sent in parts, its lines typed with help. */
import './copy-upload.ts'
import './copy-waits.ts'
import './line-help.ts'
