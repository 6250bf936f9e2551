import { expect, test } from "vitest";
import { running } from "../running.ts";

test("users.info knows the people of the workspace, and tells strangers of another team", async () => {
  const { web } = await running();
  expect(await web.users.info({ user: "U0ADMIN" })).toMatchObject({
    user: { team_id: "T0LOCAL", real_name: "Ada Admin" },
  });
  expect(await web.users.info({ user: "U0OUTSIDER" })).toMatchObject({
    user: { team_id: "T0OTHER", is_stranger: true },
  });
  await expect(web.users.info({ user: "U0NOBODY" })).rejects.toThrow("user_not_found");
});

test("usergroups.users.list has the members of the admins' group", async () => {
  const { web } = await running();
  expect(await web.usergroups.users.list({ usergroup: "S0ADMINS" })).toMatchObject({ users: ["U0ADMIN", "U0SECOND"] });
  await expect(web.usergroups.users.list({ usergroup: "S0NONE" })).rejects.toThrow("no_such_subteam");
});
