// The provider's catalogue: a service is made, a fault stands at its field, and what a move makes of a service is changed.

import { expect, test } from "../harness/test.ts";

test("the provider makes a service with a plan, and a reseller finds it", async ({ page, signIn, rest }) => {
  await signIn("petra");
  await page.goto("/catalogue");
  const services = page.getByRole("region", { name: "Services" });
  await services.getByText("New service").click();
  await services.getByRole("textbox", { name: "ID" }).fill("Archive 1");
  await expect(services).toContainText("A code has 1 to 80 small letters");
  await services.getByRole("textbox", { name: "ID" }).fill("exchange");
  await expect(services).toContainText("Something has this name already");
  await services.getByRole("textbox", { name: "ID" }).fill("archive");
  const form = services.locator("details[open]");
  await form.getByRole("textbox", { name: "Name" }).fill("Mail archive");
  await form.getByRole("combobox", { name: "In a move" }).selectOption({ label: "It is made anew, empty" });
  await form.getByRole("checkbox", { name: "Hosted Exchange" }).check();
  await form.getByRole("textbox", { name: "Add a property" }).fill("quota");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await form.getByRole("combobox", { name: "quota" }).selectOption({ label: "Somebody fills it in" });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(services.getByRole("status").first()).toContainText("Saved.");
  await expect(services.getByRole("row", { name: /^Mail archive/ })).toContainText("Made anew");

  const plans = page.getByRole("region", { name: "Plans" });
  await plans.getByText("New plan").click();
  const plan = plans.locator("details[open]");
  await plan.getByRole("textbox", { name: "ID" }).fill("archive-10");
  await plan.getByRole("combobox", { name: "Service" }).selectOption({ label: "Mail archive" });
  await plan.getByRole("textbox", { name: "Level" }).fill("two");
  await expect(plan).toContainText("This is not a whole number.");
  await plan.getByRole("textbox", { name: "Level" }).fill("2");
  await plan.getByRole("button", { name: "Save" }).click();
  await expect(plans.getByRole("row", { name: /^archive-10/ })).toContainText("Mail archive");

  const kept = await rest("petra").get("catalogue");
  const archive = kept.body.services.find((it: { id: string }) => it.id === "archive");
  expect(archive).toMatchObject({ name: "Mail archive", transfer: "recreate", requires: ["exchange"], properties: { quota: "require" } });
});

test("what customers have several of, and people hold, stays as it is", async ({ page, signIn, rest, complaints }) => {
  complaints.provoke(/422/);
  await signIn("petra");
  await page.goto("/catalogue");
  const services = page.getByRole("region", { name: "Services" });
  await services.getByText("Change: Hosted Exchange").click();
  const form = services.locator("details[open]");
  await form.getByRole("checkbox", { name: /several/i }).uncheck();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.locator("#service-of-exchange-several-verdict")).toContainText("Customers have several instances of this service.");
  await form.getByRole("checkbox", { name: /several/i }).check();
  await form.getByRole("combobox", { name: "For" }).selectOption({ index: 1 });
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.locator("#service-of-exchange-kind-verdict")).toContainText("People have this service.");
  const kept = await rest("petra").get("catalogue");
  const exchange = kept.body.services.find((it: { id: string }) => it.id === "exchange");
  expect(exchange).toMatchObject({ kind: "user", multi_instance: true });
});

test("a reseller is refused, and is led there by nothing", async ({ page, signIn, complaints }) => {
  complaints.provoke(/403/);
  await signIn("rita");
  await page.goto("/users");
  await expect(page.getByRole("link", { name: "Catalogue" })).toHaveCount(0);
  await page.goto("/catalogue");
  await expect(page.getByRole("main")).toContainText("You may not see this");
});
