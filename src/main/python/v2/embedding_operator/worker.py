# Part of the plugin for SGLang.
