//! Tells Zed how to start heshu and which settings to hand it.

use zed_extension_api::{
    self as zed, serde_json, settings::LspSettings, LanguageServerId, Result, Worktree,
};

struct Heshu;

impl zed::Extension for Heshu {
    fn new() -> Self {
        Heshu
    }

    fn language_server_command(
        &mut self,
        _server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<zed::Command> {
        let command = worktree.which("heshu").ok_or("no `heshu` on the PATH")?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(Some(
            serde_json::json!({ "heshu": settings.unwrap_or_default() }),
        ))
    }
}

zed::register_extension!(Heshu);
