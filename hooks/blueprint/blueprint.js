/* The exercises of a blueprint: choose, compare, do it again. The page is complete without this script. */
(window.courseRooms ||= []).push(["blueprint", ({ Room, make, answered, fill }, say) =>
  class extends Room {
    begin() {
      this.fresh = this.cloneNode(true);
      const [form, field, status, button, key] = this.querySelectorAll("form, fieldset, [role=status], button, details");
      form.onsubmit = () => false;
      form.reset();
      button.hidden = false;
      button.onclick = () => (field.disabled ? this.again() : this.check(field, status, button, key));
      key.hidden = true;
      key.dataset.printKey = this.dataset.id;
    }

    again() {
      this.replaceWith(this.fresh);
      this.fresh.querySelector("select, input").focus();
    }

    check(field, status, button, key) {
      const one = this.dataset.kind === "fail", keys = key.querySelectorAll("li");
      const inputs = [...field.elements], mine = inputs.map((input) => (input.checked === false ? "" : input.value));
      const open = mine.indexOf("");
      if (one ? !mine.join("") : open >= 0) {
        status.textContent = say.open;
        inputs[open].focus();
        return;
      }
      let score = 0;
      inputs.forEach((input, i) => {
        const { right } = keys[i].dataset, good = one ? right : right === mine[i];
        if (good && mine[i]) score++;
        if (good || mine[i]) input.closest("li").append(make("div", { class: `admonition ${good ? "success" : "failure"}` },
          make("p", { class: "admonition-title" }, mine[i] ? (good ? say.right : say.wrong) : say.also), ...keys[i].childNodes));
      });
      const max = one ? 1 : mine.length;
      field.disabled = true;
      button.textContent = say.again;
      status.textContent = fill(one ? (score ? say.found : say.lost) : say.count, { score, max });
      answered(this, { score, max });
    }
  }]);
