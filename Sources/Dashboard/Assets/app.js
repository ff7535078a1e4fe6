// Enhancement only: every figure, link and form is in the page already. No dependency, no eval, no inline handler.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector)
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]

  // What is wrong with a form is read out and stands first.
  $('[data-focus]')?.focus()

  // A form is sent once; the server makes sure of it too. Coming back to the page lets it be sent again.
  for (const form of $$('form[data-once]')) {
    form.addEventListener('submit', event => {
      if (form.dataset.sent) return event.preventDefault()
      form.dataset.sent = 'yes'
      $$('button', form).forEach(button => button.setAttribute('aria-disabled', 'true'))
    })
    addEventListener('pageshow', () => {
      delete form.dataset.sent
      $$('button', form).forEach(button => button.removeAttribute('aria-disabled'))
    })
  }

  // Charts: the table beside a chart holds its figures, so what a month says is read from there.
  const tip = document.createElement('div')
  tip.className = 'tip'
  tip.hidden = true
  tip.setAttribute('aria-hidden', 'true')
  document.body.append(tip)

  const show = (nodes, x, y) => {
    tip.replaceChildren(...nodes)
    tip.hidden = false
    const box = tip.getBoundingClientRect()
    let left = x + 14
    if (left + box.width > innerWidth - 8) left = x - box.width - 14
    const top = Math.min(Math.max(8, y - box.height / 2), innerHeight - box.height - 8)
    tip.style.translate = `${Math.max(8, left)}px ${top}px`
  }

  const element = (name, text, ...children) => {
    const made = document.createElement(name)
    if (text) made.append(text)
    made.append(...children)
    return made
  }

  for (const plot of $$('[data-chart]')) {
    const table = document.getElementById(plot.dataset.table)
    const links = $$('.hits .month', plot)
    const heads = $$('thead th', table).slice(1)
    // The table begins with the newest month, the chart with the oldest.
    const rows = $$('tbody tr', table).reverse()
    const count = links.length
    const band = document.createElement('i')
    band.className = 'band'
    band.hidden = true
    plot.append(band)

    const clamp = place => Math.max(0, Math.min(count - 1, place))
    const at = x => {
      const box = plot.getBoundingClientRect()
      return clamp(Math.floor((x - box.left) / box.width * count))
    }
    const told = place => {
      const list = document.createElement('dl')
      heads.forEach((head, column) => {
        const swatch = document.createElement('i')
        if (head.dataset.s) swatch.className = `sw s-${head.dataset.s}`
        list.append(element('dt', '', swatch, head.textContent), element('dd', rows[place].cells[column + 1].textContent))
      })
      return [element('b', rows[place].cells[0].textContent), list]
    }
    const mark = place => {
      band.hidden = false
      band.style.left = `${100 * place / count}%`
      band.style.width = `${100 / count}%`
    }
    const hide = () => {
      band.hidden = true
      tip.hidden = true
    }

    plot.addEventListener('pointermove', event => {
      if (event.pointerType === 'touch') return
      const place = at(event.clientX)
      mark(place)
      show(told(place), event.clientX, event.clientY)
    })
    plot.addEventListener('pointerleave', hide)
    // By touch the first tap reads a month, the second opens its rows.
    let touched = -1
    plot.addEventListener('click', event => {
      if (event.pointerType !== 'touch') return
      const place = at(event.clientX)
      if (touched === place) return
      event.preventDefault()
      touched = place
      mark(place)
      show(told(place), event.clientX, event.clientY)
    })

    // One tab stop for a chart; arrows, Home and End walk the months, Escape puts the box away.
    const stop = place => links.forEach((link, index) => { link.tabIndex = index === place ? 0 : -1 })
    const go = place => {
      mark(place)
      const box = plot.getBoundingClientRect()
      show(told(place), box.left + box.width * (place + .5) / count, box.top + box.height / 3)
    }
    stop(count - 1)
    plot.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -count, End: count }[event.key]
      if (event.key === 'Escape') hide()
      if (!step) return
      event.preventDefault()
      const place = clamp(links.indexOf(document.activeElement) + step)
      stop(place)
      links[place].focus({ preventScroll: true })
    })
    plot.addEventListener('focusin', event => {
      const place = links.indexOf(event.target)
      if (place >= 0 && event.target.matches(':focus-visible')) go(place)
    })
    plot.addEventListener('focusout', hide)
  }

  // The palette: what the search page finds, fetched while somebody types. All its words come from the server.
  const finder = $('form[data-palette]')
  if (finder) palette(finder)

  function palette(finder) {
    const layer = document.createElement('dialog')
    layer.className = 'palette'
    const form = finder.cloneNode(true)
    form.removeAttribute('data-palette')
    const input = $('input[type=search]', form)
    layer.setAttribute('aria-label', input.getAttribute('aria-label'))
    const found = element('div')
    found.className = 'found'
    found.setAttribute('aria-live', 'polite')
    layer.append(form, found)
    document.body.append(layer)

    const mac = /Mac|iP(hone|ad)/.test(navigator.platform)
    const hint = $('kbd', finder)
    hint.textContent = mac ? '⌘K' : 'Ctrl K'
    hint.hidden = false

    const parsed = text => [...new DOMParser().parseFromString(text, 'text/html').body.childNodes]
    let asking, wait, shown
    const load = async () => {
      asking?.abort()
      asking = new AbortController()
      const body = new URLSearchParams(new FormData(form))
      const words = input.value
      body.set('part', 'list')
      found.setAttribute('aria-busy', 'true')
      try {
        const answer = await fetch(form.action, { method: 'POST', body, signal: asking.signal })
        // Whoever is signed out meanwhile is asked to sign in.
        if (answer.redirected) return location.reload()
        if (!answer.ok) return
        found.replaceChildren(...parsed(await answer.text()))
        shown = words
        found.removeAttribute('aria-busy')
      } catch {
        // Overtaken by the next letter, or nothing is there; Enter still asks for the page.
      }
    }
    const open = () => {
      if (layer.open || $('dialog[open]')) return
      if ($('#nav').matches(':popover-open')) $('#nav').hidePopover()
      layer.showModal()
      input.value = ''
      input.focus()
      load()
    }

    input.addEventListener('input', () => {
      clearTimeout(wait)
      wait = setTimeout(load, 120)
    })
    layer.addEventListener('keydown', event => {
      const links = $$('a', found)
      const place = links.indexOf(document.activeElement)
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) {
        event.preventDefault()
        const next = links[Math.min(place + step, links.length - 1)] ?? input
        next.focus()
      } else if (event.key === 'Enter' && document.activeElement === input) {
        event.preventDefault()
        const go = () => {
          const first = $('a', found)
          if (shown === input.value && first) first.click()
          else input.form.requestSubmit()
        }
        clearTimeout(wait)
        if (shown === input.value) go()
        else load().then(go)
      } else if (place >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        input.focus()
      }
    })
    layer.addEventListener('click', event => { if (event.target === layer) layer.close() })
    for (const way of [$('input[type=search]', finder), ...$$('[data-finds]')]) {
      way.addEventListener('click', event => {
        event.preventDefault()
        open()
      })
    }

    const help = async () => {
      const place = finder.action.replace(/search$/, 'keyboard')
      const answer = await fetch(`${place}?part=list`).catch(() => null)
      if (!answer?.ok || answer.redirected || $('dialog[open]')) return
      const told = document.createElement('dialog')
      told.className = 'palette'
      told.append(...parsed(await answer.text()))
      told.setAttribute('aria-labelledby', 'h-keys')
      told.addEventListener('close', () => told.remove())
      document.body.append(told)
      told.showModal()
    }

    let began = 0
    addEventListener('keydown', event => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return open()
      }
      const isTyping = event.target.closest?.('input, select, textarea')
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping || $('dialog[open]')) return
      if (event.key === '/') {
        event.preventDefault()
        open()
      } else if (event.key === '?') {
        help()
      } else if (Date.now() - began < 1500) {
        began = 0
        $$('#nav a[data-key]').find(link => link.dataset.key === event.key)?.click()
      } else if (event.key === 'g') {
        began = Date.now()
      }
    })
  }
})()
