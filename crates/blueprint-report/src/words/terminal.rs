//! Words of the drawing in the terminal that the picture has not.

words! {
    by_channel(name, channel) => "{name} ({channel})", "{name}（{channel}）";
}
