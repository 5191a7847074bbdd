// What organizations of hosting trees are set to: a format shows what it gives while it is typed, a domain of somebody else
// is refused, what is in use cannot go, and a customer is made.

import { expect, test, type Page } from "../harness/test.ts";

const bar = (page: Page) => page.getByRole("region", { name: "Save" });
const save = async (page: Page) => {
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(bar(page)).toContainText("Saved.");
};

test("a reseller gives a customer a domain and forms addresses with it", async ({ page, signIn, rest, complaints }) => {
  await signIn("rita");
  await page.goto("/organizations/bramble/settings/domains");
  const domains = page.getByRole("table", { name: "Domains" });
  await expect(domains.getByRole("row", { name: /^bramble\.example/ })).toContainText("People have names in it.");
  await page.getByRole("textbox", { name: "Add a domain" }).fill("larch.example");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  complaints.provoke(/422/);
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("Somebody else has this domain");
  await domains.getByRole("row", { name: /^larch\.example/ }).getByRole("button", { name: /Remove/ }).click();
  await page.getByRole("textbox", { name: "Add a domain" }).fill("brambles.example");
  await page.getByRole("textbox", { name: "Add a domain" }).press("Enter");
  await save(page);

  await page.goto("/organizations/bramble/settings/email_formats");
  const formats = page.getByRole("textbox", { name: "Address formats" });
  await formats.fill("%1g.%q");
  await expect(page.getByRole("main")).toContainText("A percent sign stands before");
  await formats.fill("%1g.%s@brambles.example");
  await expect(page.getByRole("main")).toContainText("m.quinn@brambles.example");
  await save(page);
  const stored = await rest("rita").get("organizations/bramble/settings/email_formats?acting_in=kestrel");
  expect(stored.body.email_formats).toEqual(["%1g.%s@brambles.example"]);
});

test("a customer keeps its departments, and the organization above decides the rest", async ({ page, signIn }) => {
  await signIn("ada");
  await page.goto("/organizations/bramble/settings/limits");
  await expect(page.getByRole("main")).toContainText("This is decided by the organization above.");
  await expect(page.getByRole("spinbutton", { name: "Users at most" })).toBeDisabled();
  await page.goto("/organizations/bramble/settings/departments");
  const offices = page.getByRole("textbox", { name: "Offices" });
  await offices.fill(`${await offices.inputValue()}\nBoathouse`);
  await save(page);
});

test("a reseller makes a customer and gives it a service", async ({ page, signIn }) => {
  await signIn("rita");
  await page.goto("/organizations/new?parent=kestrel&kind=customer");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Hazel Mills");
  await page.getByRole("textbox", { name: "Code" }).fill("hazel");
  await page.getByRole("button", { name: "Make" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hazel Mills");
  await page.goto("/organizations/hazel/settings/services");
  const exchange = page.getByRole("row", { name: /^Hosted Exchange/ });
  await exchange.getByText("Provision here").click();
  await exchange.getByRole("checkbox").first().check();
  await exchange.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /^Hosted Exchange/ })).toContainText("Provisioned");
});
