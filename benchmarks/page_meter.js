// Read by page_speed.py: how long a page takes to be ready, and how long to step through its days.

window.pageMeter = {
  // From the start of loading until the first frame with all that is to show has been painted.
  watch(isReady) {
    this.shown = new Promise((done) => {
      const look = () => {
        if (isReady()) this.afterPaint(() => done(performance.now()));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  },

  // What is posted while a frame is made is read when that frame has been laid out and painted;
  // before what waits there for another reason, such as the rest of a document to be parsed.
  afterPaint(act) {
    scheduler.postTask(act, { priority: "user-blocking" });
  },

  // The work of one step: its handler, then everything up to the end of the frame's painting.
  async work(step, count) {
    const found = [];
    for (let at = 0; at < count; at += 1) {
      found.push(await new Promise((done) => {
        let handled = 0, began = 0;
        setTimeout(() => {
          requestAnimationFrame(() => {
            began = performance.now();
            this.afterPaint(() => done(handled + performance.now() - began));
          });
          const start = performance.now();
          step(at);
          handled = performance.now() - start;
        }, 30);
      }));
    }
    return found;
  },

  // From a step until its words stand too: the page writes them in the quiet after the frame,
  // and an idle callback that is asked for after the page's own comes after it.
  async words(step, count) {
    const found = [];
    for (let at = 0; at < count; at += 1) {
      found.push(await new Promise((done) => {
        setTimeout(() => {
          const start = performance.now();
          step(at);
          requestIdleCallback(() => done(performance.now() - start));
        }, 30);
      }));
    }
    return found;
  },

  // The time from frame to frame while every frame takes a step.
  frames(step, count) {
    const found = [];
    return new Promise((done) => {
      let last = 0;
      const frame = () => {
        const now = performance.now();
        if (last) found.push(now - last);
        last = now;
        if (found.length >= count) return done(found);
        step(found.length);
        return requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  },
};
