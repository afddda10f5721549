// Reads a conversation, bundles the page that draws it, has Chromium draw it,
// and writes the picture.

import { readFile, writeFile } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Browser, findChromium } from './browser.mjs'

const usage = `usage: picture [flags] conversation.json out.png

conversation.json may be - for standard input.

  --theme dark|light  (dark)
  --width pixels      (800)
  --scale number      (2) pixels of the picture for each of the page
  --open              draw the options of select menus below them
`

// Trouble is what the user can mend: it is printed without a stack.
class Trouble extends Error {}

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

function readArgs() {
  let parsed
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        theme: { type: 'string', default: 'dark' },
        width: { type: 'string', default: '800' },
        scale: { type: 'string', default: '2' },
        open: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${usage}`)
  }
  const { values, positionals } = parsed
  if (values.help) {
    console.log(usage)
    process.exit(0)
  }
  const width = Number(values.width)
  const scale = Number(values.scale)
  if (positionals.length !== 2) throw new Trouble(usage)
  if (!['dark', 'light'].includes(values.theme)) throw new Trouble(`the theme is dark or light, not ${values.theme}`)
  if (!(width >= 300 && width <= 4000)) throw new Trouble('the width is 300 to 4000')
  if (!(scale >= 1 && scale <= 4)) throw new Trouble('the scale is 1 to 4')
  return { from: positionals[0], to: positionals[1], theme: values.theme, open: values.open, width, scale }
}

async function readConversation(from) {
  let text
  try {
    text = from === '-' ? readFileSync(0, 'utf8') : await readFile(from, 'utf8')
  } catch (error) {
    throw new Trouble(`${from} cannot be read: ${error.message}`)
  }
  try {
    const conversation = JSON.parse(text)
    if (!Array.isArray(conversation.messages)) throw new Error('it has no list "messages"')
    return conversation
  } catch (error) {
    throw new Trouble(`${from} is not a conversation: ${error.message}`)
  }
}

async function bundle() {
  if (!existsSync(here('node_modules/esbuild')) || !existsSync(here('node_modules/@skyra'))) {
    throw new Trouble(`the npm packages are missing: npm ci --prefix ${here('.')}`)
  }
  const esbuild = await import('esbuild')
  const result = await esbuild.build({
    entryPoints: [here('page/page.js')],
    bundle: true,
    format: 'iife',
    write: false,
    loader: { '.css': 'text' },
    logLevel: 'error',
  })
  return result.outputFiles[0].text
}

async function main() {
  const args = readArgs()
  const conversation = await readConversation(args.from)
  const chromium = findChromium()
  if (!chromium) {
    throw new Trouble('Chromium is missing; on Debian: apt-get install chromium fonts-noto-core fonts-noto-color-emoji. ' +
      'Another browser of its kind can be named in CHROMIUM.')
  }
  const script = await bundle()
  const browser = await Browser.start(chromium)
  try {
    await writeFile(args.to, await browser.picture(script, conversation, args))
  } finally {
    await browser.stop()
  }
}

main().catch((error) => {
  console.error('picture: ' + (error instanceof Trouble ? error.message : error.stack))
  process.exit(1)
})
