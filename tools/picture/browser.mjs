// Chromium without a window, spoken to over a pipe in the DevTools protocol:
// https://chromedevtools.github.io/devtools-protocol/. Messages are JSON, each
// ended by a zero byte.

import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const patience = 60_000 // milliseconds for any one step

// findChromium returns the path of a browser, undefined if there is none.
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name)
      try {
        accessSync(path, constants.X_OK)
        return path
      } catch {
        // Not here.
      }
    }
  }
  return undefined
}

export class Browser {
  #process
  #profile
  #waiting = new Map()
  #last = 0
  #stderr = ''
  #gone // resolves when the process has ended
  #ended // how it did, once it has

  static async start(path) {
    const browser = new Browser()
    browser.#profile = await mkdtemp(join(tmpdir(), 'picture-'))
    const flags = [
      '--headless', '--remote-debugging-pipe', '--no-first-run', '--hide-scrollbars', '--disable-gpu',
      '--force-color-profile=srgb', '--font-render-hinting=none', `--user-data-dir=${browser.#profile}`,
    ]
    // Chromium's sandbox does not start for root, as in most containers. The page
    // is our own, and nothing in it is loaded from elsewhere.
    if (process.getuid?.() === 0) flags.push('--no-sandbox')
    browser.#process = spawn(path, flags, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, TZ: 'UTC', LANG: 'en_GB.UTF-8' }, // the same picture everywhere
    })
    browser.#listen()
    return browser
  }

  #listen() {
    this.#process.stderr.on('data', (data) => { this.#stderr = (this.#stderr + data).slice(-4000) })
    let rest = Buffer.alloc(0)
    this.#process.stdio[4].on('data', (data) => {
      rest = Buffer.concat([rest, data])
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.#take(JSON.parse(rest.subarray(0, end).toString()))
        rest = rest.subarray(end + 1)
      }
    })
    this.#process.stdio[3].on('error', () => {}) // the end of the process says why
    this.#gone = new Promise((resolve) => {
      const end = (why) => {
        this.#ended = new Error(`Chromium ended (${why}):\n${this.#stderr}`)
        for (const { reject } of this.#waiting.values()) reject(this.#ended)
        resolve()
      }
      this.#process.on('exit', (code, signal) => end(signal ?? `code ${code}`))
      this.#process.on('error', (error) => end(error.message))
    })
  }

  #take(message) {
    const waiting = this.#waiting.get(message.id)
    if (!waiting) return // an event
    this.#waiting.delete(message.id)
    if (message.error) waiting.reject(new Error(message.error.message))
    else waiting.resolve(message.result)
  }

  #call(method, params = {}, sessionId = undefined) {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} took longer than ${patience / 1000} s\n${this.#stderr}`)), patience)
      const settle = (f) => (value) => { clearTimeout(timer); f(value) }
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
      this.#process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0')
    })
  }

  // picture runs the script in an empty page, has it draw the conversation and
  // returns the PNG of just that.
  async picture(script, conversation, { theme, open, width, scale }) {
    const { targetId } = await this.#call('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await this.#call('Target.attachToTarget', { targetId, flatten: true })
    const call = (method, params) => this.#call(method, params, sessionId)
    // What people wrote is drawn, never fetched.
    await call('Network.enable')
    await call('Network.setBlockedURLs', { urls: ['http://*', 'https://*', 'file://*'] })
    await call('Emulation.setDeviceMetricsOverride', { width, height: 600, deviceScaleFactor: scale, mobile: false })
    await this.#evaluate(call, script)
    const size = await this.#evaluate(call, `draw(${JSON.stringify(conversation)}, ${JSON.stringify({ theme, open })})`)
    const clip = { x: 0, y: 0, width, height: Math.min(Math.ceil(size.height), 16000 / scale), scale: 1 } // what Chromium can draw
    const { data } = await call('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true })
    return Buffer.from(data, 'base64')
  }

  async #evaluate(call, expression) {
    const { result, exceptionDetails } = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async stop() {
    await this.#call('Browser.close').catch(() => {})
    await this.#gone
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
