// <laadboek-ere token="…">: the toggle in a frame on your page. The token comes from your server.
// Events: started, signed, active, closed (hides the element unless prevented), expired (set another token). None of
// them says who the customer is.
(() => {
  if (customElements.get("laadboek-ere")) return;
  const home = new URL(document.currentScript.src).origin;
  const states = ["off", "started", "signed", "active", "expired"];

  customElements.define("laadboek-ere", class extends HTMLElement {
    static observedAttributes = ["token"];
    #frame;
    #state = "off";
    #isListening = false;

    connectedCallback() {
      this.#isListening = true;
      addEventListener("message", this);
      this.#open();
    }

    disconnectedCallback() {
      this.#isListening = false;
      removeEventListener("message", this);
      this.#frame?.remove();
    }

    // An element that stood in the page before this script tells its token here first; it opens once, when connected.
    attributeChangedCallback(name, before, after) {
      if (this.#isListening && before !== after) this.#open();
    }

    #open() {
      const token = this.getAttribute("token");
      this.#frame?.remove();
      if (!token) return;
      const frame = this.#frame = document.createElement("iframe");
      frame.title = this.getAttribute("label") || "ERE";
      frame.sandbox = "allow-scripts allow-forms allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox";
      frame.referrerPolicy = "no-referrer";
      Object.assign(frame.style, { display: "block", width: "100%", height: "24rem", border: "0" });
      let pages = 0;
      frame.addEventListener("load", () => {
        frame.contentWindow.postMessage({ laadboek: "hello" }, home);
        if (pages++ > 0 && this.getBoundingClientRect().top < 0) this.scrollIntoView();
      });
      frame.src = `${home}/embed/${encodeURIComponent(token)}`;
      this.append(frame);
    }

    handleEvent({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== home) return;
      const { laadboek, height, state } = data ?? {};
      if (laadboek === "height" && height > 0) this.#frame.style.height = `${Math.min(Math.ceil(height), 2e4)}px`;
      if (laadboek === "closed") this.hidden = this.dispatchEvent(new Event("closed", { cancelable: true }));
      if (laadboek === "state" && states.includes(state) && state !== this.#state) {
        this.#state = state;
        this.dispatchEvent(new Event(state));
      }
    }
  });
})();
